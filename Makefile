# Lockstep: `make` prints what can be asked for.
#
# Lessons are found, never listed: whatever lies in lessons/NN_slug/ is one.
# build/ holds everything generated.

# What the learner's words mean ------------------------------------------------
ifeq ($(origin CC),default)
CC := gcc
endif
LESSONS := $(patsubst lessons/%/,%,$(sort $(wildcard lessons/[0-9]*/)))
# L is a number, a slug or the beginning of either; without it, every lesson.
CHOSEN := $(sort $(if $(L),$(filter $(L) $(L)% 0$(L)_% $(foreach l,$(LESSONS),\
  $(if $(filter $(L)%,$(word 2,$(subst _, ,$l)) $(l:$(firstword \
  $(subst _, ,$l))_%=%)),$l)),$(LESSONS)),$(LESSONS)))
name = $(basename $(notdir $(wildcard lessons/$1/*.h)))

# How to build -----------------------------------------------------------------
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif
MAKEFLAGS += --output-sync=target --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := help
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-6s %s\n' '$1' '$2')

WARNINGS := -Wall -Wextra -Wpedantic -Werror
# -O2: the probe's hooks must tail-call the real ones to keep line numbers.
KIT_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARNINGS) -Igrader -MMD -MP
TSAN_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O1 -g -fsanitize=thread
JUDGE_LIBS := -lcriterion -ljansson -ldw -lelf -lpthread
object = $(patsubst %,build/obj/%.o,$(basename $1))
sources = $(wildcard $(addprefix grader/,$(addsuffix /*.c,$1)) \
            $(addprefix grader/,$(addsuffix /*.S,$1)))

KIT := build/lib/stress.a build/lib/judge.a $(wildcard grader/grade.sh \
       grader/gate/*.sh grader/stress/wrapped.txt)

include $(wildcard grader/*/*.mk)

build/lib/stress.a: $(call object,$(call sources,trial stress))
build/lib/judge.a: $(call object,$(filter-out %/judge_main.c,\
  $(call sources,judge)))
build/lib/%.a:
	$(call say,AR,$@)
	$(Q)mkdir -p $(@D) && rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

# What is compiled by another compiler or flags than last time is out of date.
build/compiler: FORCE
	@mkdir -p $(@D); echo '$(CC) $(KIT_CFLAGS) $(TSAN_CFLAGS)' >$@.new; \
	cmp -s $@.new $@ && rm $@.new || mv $@.new $@
build/obj/%.o: %.c build/compiler
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(KIT_CFLAGS) -c $< -o $@
build/obj/%.o: %.S build/compiler
	$(call say,AS,$<)
	$(Q)mkdir -p $(@D) && $(CC) -g -c $< -o $@

# A lesson's grader, compiled twice: for the probe and for the judge.
lesson_headers = -Ilessons/$*
build/probe/%.o: grader/lessons/%.c build/compiler
	$(call say,CC,$< (probe))
	$(Q)mkdir -p $(@D) && $(CC) $(TSAN_CFLAGS) $(WARNINGS) -Igrader \
	  $(lesson_headers) -MMD -MP -c $< -o $@
build/judge/%.o: grader/lessons/%.c build/compiler
	$(call say,CC,$< (judge))
	$(Q)mkdir -p $(@D) && $(CC) $(KIT_CFLAGS) -DLOCKSTEP_JUDGE \
	  -Wno-unused $(lesson_headers) -c $< -o $@
build/judge/%: build/judge/%.o build/obj/grader/judge/judge_main.o \
               build/lib/judge.a
	$(call say,LD,$@)
	$(Q)$(CC) $(filter %.o %.a,$^) $(JUDGE_LIBS) -o $@

# Grading ----------------------------------------------------------------------
# The stamp `passed` exists only after a pass, so what failed runs again.
.SECONDEXPANSION:
build/check/%/passed: lessons/%/$$(call name,$$*).c build/judge/% \
                      build/probe/%.o $(KIT)
	$(call say,CHECK,$<)
	$(Q)CC='$(CC)' grader/grade.sh $* $< $(@D) >/dev/null; true

check: $(CHOSEN:%=build/check/%/passed)
	@grader/cli/check.sh $(CHOSEN)

-include $(shell find build -name '*.d' 2>/dev/null)
FORCE:
.PHONY: FORCE check
