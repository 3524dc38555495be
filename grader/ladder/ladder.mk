# Schedules on the lessons' pages: pictures of them, and games.
build/lib/ladder.a: $(call object,$(filter-out %_main.c,$(call sources,ladder)))
PAGES := build/bin/ladder_page build/bin/game_page
$(PAGES): build/bin/%: build/obj/grader/ladder/%_main.o \
                       build/lib/ladder.a build/lib/judge.a build/lib/base.a
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o %.a,$^) -ljansson -ldw -lelf -o $(aside) && $(place)

# A lesson's are made again when its files or the kit have changed.
.SECONDEXPANSION:
LADDERS := $(LESSONS:%=build/ladder/%/done)
build/ladder/%/done: grader/lessons/%/skeleton.c build/judge/% \
    build/probe/%.o $(PAGES) grader/ladder/*.sh \
    $$(wildcard lessons/$$*/README.md solutions/$$*/*.c) $(KIT) | docs-tools
	$(call say,LADDER,$*)
	$(Q)CC='$(CC)' sh grader/ladder/lesson.sh $* $(@D)

# How schedules grow with the preemption bound, for the explorer's page.
LADDERS += build/ladder/growth.html
build/ladder/growth.html: $(wildcard docs/site/growth.*) build/bin/explore \
                          build/lib/program.o
	$(call say,FIGURE,$@)
	$(Q)mkdir -p $(@D) && CC='$(CC)' sh docs/site/growth.sh >$@
