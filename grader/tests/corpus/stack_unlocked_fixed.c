/* The links change under a lock. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

static struct node *top;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void push(int value)
{
    struct node *node = malloc(sizeof *node);
    if (!node)
        abort();
    node->value = value;
    pthread_mutex_lock(&lock);
    node->next = top;
    top = node;
    pthread_mutex_unlock(&lock);
}

static int pop(void)
{
    pthread_mutex_lock(&lock);
    struct node *node = top;
    if (node)
        top = node->next;
    pthread_mutex_unlock(&lock);
    int value = node ? node->value : 0;
    free(node);
    return value;
}

static void *push_two(void *unused)
{
    push(1);
    push(2);
    return unused;
}

static void *push_and_pop(void *unused)
{
    push(3);
    assert(pop() != 0);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, push_two, NULL);
    pthread_create(&b, NULL, push_and_pop, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    int sum = pop() + pop();
    assert(sum >= 3 && sum <= 5 && pop() == 0);
    return 0;
}
