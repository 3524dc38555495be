int threads;
static int schedule = 4;

int finding(void);
int other_wait(void);
int other_schedule(void);

__attribute__((weak)) int finding(void)
{
    return 3;
}

/* The main file has another. */
static int wait(void)
{
    return finding() + 1;
}

int other_wait(void)
{
    return wait();
}

int other_schedule(void)
{
    return schedule += threads;
}
