/*
 * A program whose lines and variables the tests of judge/symbols.h look up.
 *
 * It prints what they must find, so nothing is stated twice:
 *
 *   object NAME ADDRESS
 *   line NUMBER FUNCTION ADDRESS
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { SLOTS = 4 };

struct owner {
    char name[8];
    int age;
};

struct account {
    long balance;
    pthread_mutex_t lock;
    struct owner owners[3];
};

long counter = 1;
static long hidden[5];
static struct account account, accounts[SLOTS];
struct account *pointer = &account;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t semaphores[2];
typedef struct owner person;
static const volatile person president = {.age = 70};

#define OBJECT(name, address)                                                  \
    printf("object %s %p\n", name, (const volatile void *)(address))

static void objects_print(void)
{
    static int inside;
    OBJECT("counter", &counter);
    OBJECT("counter", (char *)&counter + 7);
    OBJECT("hidden[0]", hidden);
    OBJECT("hidden[4]", (char *)&hidden[4] + 7);
    OBJECT("account.balance", &account.balance);
    OBJECT("account.lock", &account.lock);
    OBJECT("account.lock", (char *)&account.lock + 16);
    OBJECT("accounts[2].balance", &accounts[2].balance);
    OBJECT("accounts[3].owners[1].age", &accounts[3].owners[1].age);
    OBJECT("accounts[0].owners[2].name[5]", &accounts[0].owners[2].name[5]);
    OBJECT("pointer", &pointer);
    OBJECT("lock", (char *)&lock + 4);
    OBJECT("semaphores[1]", &semaphores[1]);
    OBJECT("president.age", &president.age);
    OBJECT("inside", &inside);
}

__attribute__((noinline)) static void *caller(void)
{
    return __builtin_return_address(0);
}

#define LINE(function) printf("line %d %s %p\n", __LINE__, function, caller())

static void one(void)
{
    LINE("one");

    LINE("one");
}

int main(void)
{
    objects_print();
    one();
    LINE("main");
    return 0;
}
