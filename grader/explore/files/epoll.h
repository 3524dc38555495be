/**
 * @file files/epoll.h
 * @brief What epolls know of descriptors.
 */
#ifndef LOCKSTEP_FILES_EPOLL_H
#define LOCKSTEP_FILES_EPOLL_H

/** @brief A descriptor is closed: no epoll hears of it any more. */
void epolls_forget(int descriptor);

/** @brief A schedule begins. */
void epolls_clear(void);

#endif
