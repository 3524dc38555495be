/**
 * @file station.h
 * @brief Lesson 18: a weather station that publishes what it knows.
 *
 * One thread, the keeper, looks after the station: it publishes the place once,
 * and sets a new reading as often as it likes. It never waits for anybody. Any
 * number of other threads look at both, at any time.
 *
 * Whoever was told a place or a reading sees everything that the keeper did
 * before it published that. In particular the keeper's own structure is not
 * read any more: it may be written again, by whoever was told.
 *
 * This is the contract. You make it true in station.c; you don't edit this
 * file.
 */
#ifndef STATION_H
#define STATION_H

#include <stdbool.h>

/** Where the station is. */
struct place {
    long north;  /**< of the equator, in degrees */
    long east;   /**< of Greenwich, in degrees */
    long height; /**< above the sea, in metres */
};

/** What it measured; the three belong together. */
struct reading {
    long temperature; /**< in tenths of a degree Celsius */
    long pressure;    /**< in pascals */
    long humidity;    /**< in thousandths */
};

/**
 * @brief Publishes the place. Only the keeper calls it, and once at most.
 * @param place Is copied.
 */
void station_publish(const struct place *place);

/**
 * @brief Tells the place, if it was published. Never waits.
 * @param place Where to store it; not touched if it is not known.
 * @return Whether it was published.
 */
bool station_place(struct place *place);

/**
 * @brief Sets a new reading in place of the last one. Only the keeper calls it.
 *        Never waits, whatever the others are doing.
 * @param reading Is copied.
 */
void station_set(const struct reading *reading);

/**
 * @brief Gets a reading: all of it as the keeper set it at one time.
 *
 * It is the last one, or one that was set during the call; all zeros, if there
 * was none yet. A call may begin again, or wait, as long as the keeper is
 * setting readings, and only as long as that.
 *
 * @param reading Where to store it.
 */
void station_get(struct reading *reading);

#endif
