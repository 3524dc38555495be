/*
 * A program whose lines and variables the tests of judge/symbols/symbols.h look
 * up.
 *
 * It prints what they must find, so nothing is stated twice:
 *
 *   object NAME ADDRESS
 *   local NAME OFFSET
 *   line NUMBER FUNCTION ADDRESS
 */
#define _GNU_SOURCE
#include <link.h>
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
_Thread_local int own = 3;
static _Thread_local struct account mine, others[2];

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

/* The program's own thread-local variables; the first loaded object's. */
static int block_find(struct dl_phdr_info *info, size_t size, void *block)
{
    (void)size;
    *(const char **)block = info->dlpi_tls_data;
    return 1;
}

static void locals_print(void)
{
    static _Thread_local char inside[9];
    const char *block = NULL;
    dl_iterate_phdr(block_find, &block);
#define LOCAL(name, address)                                                   \
    printf("local %s %tx\n", name, (const char *)(address)-block)
    LOCAL("own", &own);
    LOCAL("mine.balance", &mine.balance);
    LOCAL("mine.lock", (char *)&mine.lock + 8);
    LOCAL("others[1].owners[2].age", &others[1].owners[2].age);
    LOCAL("inside[8]", inside + 8);
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
    locals_print();
    one();
    LINE("main");
    return 0;
}
