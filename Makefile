# Lockstep: `make` prints what can be asked for.
#
# Lessons are found, never listed: whatever lies in lessons/NN_slug/ is one.
# build/ holds everything generated.

# What the learner's words mean ------------------------------------------------
ifeq ($(origin CC),default)
CC := gcc
endif
LESSONS := $(patsubst lessons/%/,%,$(sort $(wildcard lessons/[0-9]*/)))
# Small letters mean the same, and so does a lesson's number among the targets.
small = $(if $(filter command%,$(origin $1)),$($1))
L ?= $(call small,l)
N ?= $(call small,n)
S ?= $(call small,s)
T ?= $(call small,t)
NUMBERS := $(filter $(foreach n,0 1 2 3 4 5 6 7 8 9,$(n)%),$(MAKECMDGOALS))
ifneq ($(NUMBERS),)
L := $(or $(L),$(NUMBERS))
$(NUMBERS): $(if $(filter-out $(NUMBERS),$(MAKECMDGOALS)),,check) ; @:
endif
# L is a number, a name or how it begins; without it, every lesson.
CHOSEN := $(if $(L),$(shell sh grader/cli/choose.sh $(L)),$(LESSONS))
name = $(basename $(notdir $(wildcard lessons/$1/*.h)))

# How to build -----------------------------------------------------------------
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Output never interleaves, but what talks with a terminal must have it.
ifeq ($(filter read run play watch bench test site repeat screens fresh serve grade doctor,\
       $(MAKECMDGOALS)),)
MAKEFLAGS += --output-sync=target
endif
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := help
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-6s %s\n' '$1' '$2')

WARNINGS := -Wall -Wextra -Wpedantic -Werror
# -O2: the probe's hooks must tail-call the real ones to keep line numbers.
KIT_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARNINGS) -Igrader
TSAN_CFLAGS := -std=gnu11 -D_GNU_SOURCE -O1 -g -fsanitize=thread
# Every probe has gcc's ThreadSanitizer runtime: grader/link.sh says why.
LINKER := $(if $(findstring clang,$(notdir $(CC))),gcc,$(CC))
# Made aside and put in place whole: another make may be at work here, too.
aside = $@.new.$$$$
place = mv -f $(aside) $@
compile_aside = $(aside) -MMD -MP -MT $@ -MF $(basename $@).d.$$$$ && \
  mv -f $(basename $@).d.$$$$ $(basename $@).d
compile = $(compile_aside) && $(place)
JUDGE_LIBS := -lcriterion -ljansson -ldw -lelf -lpthread
object = $(patsubst %,build/obj/%.o,$(basename $1))
# The files of parts, in all their rooms.
sources = $(wildcard $(foreach part,$1,$(foreach kind,c S,\
            grader/$(part)/*.$(kind) grader/$(part)/*/*.$(kind))))

KIT := build/lib/stress.o build/lib/explore.o build/bin/canary build/bin/gate \
       $(wildcard grader/*.sh grader/gate/*.sh grader/gate/*.txt \
         grader/*/wrapped.txt grader/*/*/wrapped.txt)

# An engine and what of a probe goes with it.
STRESS := $(call object,$(call sources,trial stress))
EXPLORE := $(call object,$(filter-out grader/explore/tool/% \
             grader/explore/program/% grader/explore/files/% \
             grader/explore/alone/% grader/explore/cplusplus/%,\
             $(call sources,trial explore)))

include $(wildcard grader/*/*.mk)

# What a probe gets of the kit: one object, whose names meet nobody's. Only what
# others call can be seen from outside.
SEEN := main __wrap_* __tsan_on_report __lockstep_thread_pointer trial_*
# The sections by which a probe knows what is the kit's.
OWN := --rename-section .data=kit_data --rename-section .bss=kit_bss \
       $(patsubst %,--rename-section %=kit_text,.text .text.unlikely \
         .text.startup .text.exit)
# And what is of a lesson's trials. They copy as grader/compile.sh says.
TRIAL := --rename-section .data=trial_data --rename-section .bss=trial_bss \
         $(patsubst %,--rename-section %=trial_text,.text .text.unlikely) \
         $(foreach call,memcpy memmove memset,--redefine-sym __tsan_$(call)=$(call))
build/lib/stress.o: $(STRESS)
build/lib/explore.o: $(EXPLORE)
build/lib/%.o:
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(LD) -r $(filter %.o,$^) -o $(aside) && \
	  objcopy --wildcard $(patsubst %,--keep-global-symbol='%',$(SEEN)) \
	  $(OWN) $(aside) && $(place)
build/lib/base.a: $(call object,$(call sources,base))
build/lib/judge.a: $(call object,$(filter-out %_main.c,\
  $(call sources,judge)))
build/lib/%.a:
	$(call say,AR,$@)
	$(Q)mkdir -p $(@D) && rm -f $(aside) && \
	  $(AR) rcs $(aside) $(filter %.o,$^) && $(place)

# In `make setup check` nothing is compiled before everything is installed.
SETUP := $(filter setup,$(MAKECMDGOALS))
# The control probe: can this machine detect races at all?
build/bin/canary: build/obj/grader/judge/control_main.o \
                  build/obj/grader/trial/canary.o \
                  build/obj/grader/trial/settle.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(LINKER) -fsanitize=thread -no-pie $^ -o $(aside) \
	  -Wl,--wrap=pthread_create,--wrap=pthread_join && $(place)

build/bin/gate: $(call object,$(call sources,gate))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $^ -ldw -lelf -o $(aside) && $(place)

# What is compiled by another compiler or flags than last time is out of date.
build/compiler: FORCE | $(SETUP)
	@sh grader/cli/compiler.sh $@ '$(CC)' '$(KIT_CFLAGS) $(TSAN_CFLAGS) $(OWN) $(TRIAL)'
build/obj/%.o: %.c build/compiler
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(KIT_CFLAGS) -c $< -o $(compile)
build/obj/%.o: %.S build/compiler
	$(call say,AS,$<)
	$(Q)mkdir -p $(@D) && $(CC) -g -c $< -o $(aside) && $(place)

# A lesson's grader, compiled twice: for the probe and for the judge. The trial
# that plays the lesson's model comes after those that tell its stories. In the
# probe, a trial's calls of the lesson's functions are told.
part_flags = -Igrader -Ilessons/$(*D) \
             $(if $(filter model,$(*F)),-DTRIAL_LINE=10000+__LINE__)
told_flags = $(if $(filter trials,$(*F)),-include build/probe/parts/$(*D).h)
$(LESSONS:%=build/probe/parts/lessons/%/trials.o): \
  build/probe/parts/lessons/%/trials.o: build/probe/parts/%.h
build/probe/parts/%.h: lessons/%/*.h grader/trial/calls.awk
	$(Q)mkdir -p $(@D) && awk -f grader/trial/calls.awk $(filter %.h,$^) \
	  >$(aside) && $(place)
build/probe/parts/lessons/%.o: grader/lessons/%.c build/compiler
	$(call say,CC,$< (probe))
	$(Q)mkdir -p $(@D) && $(CC) $(TSAN_CFLAGS) $(WARNINGS) $(part_flags) \
	  $(told_flags) -c $< -o $(compile)
build/judge/parts/lessons/%.o: grader/lessons/%.c build/compiler
	$(call say,CC,$< (judge))
	$(Q)mkdir -p $(@D) && $(CC) $(KIT_CFLAGS) -DLOCKSTEP_JUDGE \
	  -Wno-unused $(part_flags) -c $< -o $(compile)
$(foreach lesson,$(LESSONS),$(foreach for,probe judge,\
  $(eval build/$(for)/$(lesson).o: \
    $(patsubst grader/%.c,build/$(for)/parts/%.o,\
      $(wildcard grader/lessons/$(lesson)/trials.c \
        grader/lessons/$(lesson)/model.c)))))
$(LESSONS:%=build/probe/%.o):
	$(call say,LD,$@)
	$(Q)$(LD) -r $(filter %.o,$^) -o $(aside) && \
	  objcopy $(TRIAL) $(aside) && $(place)
$(LESSONS:%=build/judge/%.o):
	$(call say,LD,$@)
	$(Q)$(LD) -r $(filter %.o,$^) -o $(aside) && $(place)
build/judge/%: build/judge/%.o build/obj/grader/judge/judge_main.o \
               build/lib/judge.a build/lib/base.a
	$(call say,LD,$@)
	$(Q)$(CC) $(filter %.o %.a,$^) $(JUDGE_LIBS) -o $(aside) && $(place)

# Grading ----------------------------------------------------------------------
# The script leaves alone what passed and has not changed, whatever its time.
.SECONDEXPANSION:
build/check/%/passed: build/judge/% build/probe/%.o $(KIT) FORCE
	$(Q)CC='$(CC)' sh grader/grade.sh --changed $* \
	  lessons/$*/$(call name,$*).c $(@D); true

# A lesson's program, as any user of the learner's code would build it.
build/run/%: lessons/%/main.c lessons/%/$$(call name,$$*).c \
             lessons/%/$$(call name,$$*).h build/compiler
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu11 -D_GNU_SOURCE -g -Wall -Wextra \
	  -pthread $(filter %.c,$^) -o $(aside) && $(place)

# No room uses what stands above it: docs/architecture.md.
ROOMS := bench ladder batch explore judge gate sandbox base stress trial
build/arrows.txt: docs/site/arrows.sh docs/site/arrows.awk docs/architecture.md \
                  $(call object,$(call sources,$(ROOMS)))
	$(call say,ARROWS,$@)
	$(Q)sh docs/site/arrows.sh >$(aside) && $(place)

# What can be asked for --------------------------------------------------------
# What is no target gets an answer.
.DEFAULT:
	@sh grader/cli/unknown.sh $@
# The scripts get L as it was typed, and answer one that means no lesson.
export ALL CC PORT ARGS N OLD T S FILE NAME OPTIONS
export IN OUT ROSTER TIMES POLICY DUE SEEDS TRIALS JOBS SHEET CANVAS MOODLE EXECUTOR SLURM
export UNSANDBOXED GUESTS SUITE ARCH
cli = @sh grader/cli/$(or $1,$@).sh $(L)

##@ Learners
##  setup : install what grading needs, or the targets beside it
setup:
	+@sh grader/cli/setup.sh $(or $(FOR),$(filter-out setup,$(MAKECMDGOALS)))
##  doctor : can this machine grade? what must be mended?
doctor: | $(SETUP)
	$(call cli)
##  list : the lessons and how far you are
list:
	$(call cli)
##  read L=01 : read a lesson
read:
	$(call cli)
##  check : grade every lesson: a table; ALL=1: each report, too
##  check L=01 : grade one; L: a number, a name or how it begins
check: $(CHOSEN:%=build/check/%/passed)
	$(call cli)
##  run L=01 : run the lesson's program with your code
run: $(if $(L),$(CHOSEN:%=build/run/%))
	$(call cli)
##  hint L=01 : the next hint for what check found; N=1: the first
hint:
	$(call cli)
##  watch L=01 : grade at every save; a screen with keys for the rest
watch: $(KIT) | $(SETUP)
	@bash grader/cli/watch.sh $(L)
##  replay L=01 T=trial S=id : one schedule again; without S, what check found;
##  replay L=01 OLD=1 : the bug that the lesson began with
##  play L=01 T=trial : you choose who runs next and see what happens
replay play: $(KIT) $(if $(L),$(CHOSEN:%=build/judge/%) \
                              $(CHOSEN:%=build/probe/%.o))
	$(call cli)
##  explore FILE=program.c : search any pthreads program; with ARGS, OPTIONS
explore: build/bin/explore build/bin/explore-c++
	$(call cli)
##  install PREFIX=/usr/local : the explorer as a command; uninstall removes it
install: build/bin/explore build/bin/explore-c++ | $(SETUP)
	@sh grader/cli/install.sh '$(DESTDIR)$(or $(PREFIX),/usr/local)'
uninstall:
	@sh grader/cli/install.sh --remove '$(DESTDIR)$(or $(PREFIX),/usr/local)'
##  reset L=01 : back to the skeleton; your file is kept beside it
reset:
	$(call cli)

##  docs : the course as a web site, and the instructors'
docs: $(LADDERS) build/arrows.txt | $(SETUP)
	$(call cli)
docs-tools: | $(SETUP)
	@sh grader/cli/docs.sh --tools
##  serve : show both to this machine's browser
serve: | $(filter docs,$(MAKECMDGOALS))
	$(call cli)

##@ Instructors
##  handout : a zip for students: the course without answers
handout: | $(SETUP)
	$(call cli)
##  grade IN=in OUT=out : grade a class; without them: what else to say
grade: $(if $(and $(IN),$(OUT)),kit build/bin/grade $(SANDBOX)) | $(SETUP)
	$(call cli)
##  gradescope L="01 02" : autograder.zip for these lessons; else all
gradescope: | $(SETUP)
	@sh grader/cli/gradescope.sh $(or $(L),$(if $(filter \
	  command,$(origin LESSONS)),$(LESSONS)))

##@ Housekeeping
##  test : the kit's own tests
##  test L=01 : one lesson's; T=words: those with such names
test: kit
	@sh grader/tests/run.sh $(L)
##  kit : build what lessons are graded with
kit: $(KIT) build/bin/explore build/bin/explore-c++ $(LESSONS:%=build/judge/%) $(LESSONS:%=build/probe/%.o)
##  site : try the sites in a browser; T=words: such tests
site: kit build/bin/grade | $(SETUP)
	@sh grader/tests/site.sh
##  screenshot : the picture in README.md, taken from the built site
screenshot: | $(SETUP)
	@sh grader/tests/site.sh screenshot docs/site/lesson.png
##  bench : measure the kit: an hour at most; QUICK=1: minutes
bench: kit | $(SETUP)
	@build/bin/bench $(if $(QUICK),--quick) $(SECTION)
##  repeat : the same verdict N=10 times, on a busy machine?
repeat: kit
	@sh grader/tests/repeat.sh
##  lint : formatting, static analysis, shell scripts
lint: | $(SETUP)
	$(call cli)
##  screens L=01 : run what the texts show and write it into them
screens: kit
	$(call cli)
##  new NAME=27_slug : the files of a new lesson, to be written
new:
	@sh grader/cli/new.sh $(NAME)
##  mutant L=01 NAME=words : its code, into build/; FILE=edited: its patch
mutant:
	$(call cli)
##  fresh : try the README on a fresh Debian 12, or SUITE=trixie (root)
##  fresh ARCH=arm64 : the answers on another processor, emulated
fresh: | $(SETUP)
	$(call cli)
##  clean : remove build/, everything that was generated
clean:
	@rm -rf build
##  V=1, CC=clang : show whole commands, use another compiler
help:
	$(call cli)

# Not all of build/: tests and `make fresh` leave whole trees there.
-include $(shell find build/obj build/probe build/judge build/bench -name '*.d' \
           2>/dev/null)
FORCE:
.PHONY: FORCE setup doctor list read check run hint watch replay play explore install uninstall \
        reset docs docs-tools serve handout new mutant grade gradescope test site screenshot kit repeat bench lint screens \
        fresh clean help
