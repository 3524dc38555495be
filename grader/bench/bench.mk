# What measures the kit: a program of its own, and what it measures with.
BENCH_DRIVERS := $(call object,$(wildcard grader/bench/rate_*.c))

bench: build/bin/explore build/bin/bench build/bin/grade build/bench/counter.o \
       build/lib/rate_explore.o build/lib/rate_threads.o

# A probe's, with another main.
build/lib/rate_explore.o: build/obj/grader/bench/rate_explore.o \
                          $(filter-out %/probe.o,$(EXPLORE))
build/lib/rate_threads.o: build/obj/grader/bench/rate_threads.o \
                          $(filter-out %/probe.o,$(STRESS))

build/bin/bench: $(filter-out $(BENCH_DRIVERS) %/counter.o,$(call object,\
                   $(call sources,bench))) \
                 $(patsubst %,build/obj/grader/explore/tool/%.o,build list process) \
                 build/lib/judge.a \
                 build/lib/base.a
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o %.a,$^) -ljansson -ldw -lelf -lm \
	  -o $@

build/bench/counter.o: grader/bench/counter.c build/compiler
	$(call say,CC,$< (probe))
	$(Q)mkdir -p $(@D) && $(CC) $(TSAN_CFLAGS) $(WARNINGS) -fno-pie -Igrader \
	  -MMD -MP -c $< -o $@
