# What the kit's own tests need beside the kit.
test: build/test/record_facts build/test/record_same build/test/pages \
      build/test/unit build/bin/explore build/bin/grade $(PAGES) \
      build/lib/touches_explore.o build/lib/touches_stress.o

# A probe's, with a main that plays a trial in one of two ways.
test: build/lib/games_explore.o
build/lib/games_explore.o: build/obj/grader/tests/games_main.o \
                           $(filter-out %/probe.o,$(EXPLORE))

# A probe's, with a main that runs all of its trials.
build/lib/touches_explore.o: build/obj/grader/tests/touches_main.o \
                             $(filter-out %/probe.o,$(EXPLORE))
build/lib/touches_stress.o: build/obj/grader/tests/touches_main.o \
                            $(filter-out %/probe.o,$(STRESS))

build/test/record_facts build/test/record_same: \
build/test/%: build/obj/grader/tests/%.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $^ -ljansson -o $@

build/test/pages: build/obj/grader/tests/pages_main.o build/lib/batch.a \
                  build/lib/judge.a build/lib/base.a
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o %.a,$^) $(BATCH_LIBS) -ldw -lelf \
	  -lpthread -lm -o $@

test: build/test/aftermath
build/test/aftermath: build/obj/grader/tests/aftermath.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $^ -o $@

# What the judge's parts are tried on.
build/test/sample: grader/tests/sample.c build/compiler
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu11 -g -O0 -no-pie -fno-pie $< -o $@

build/test/unit: $(call object,$(call sources,tests/unit)) \
                 $(call object,$(filter-out %_main.c,$(call sources,gate))) \
                 $(call object,$(addprefix grader/,trial/observe.c trial/accesses.c \
                   stress/registry.c stress/perturb.c stress/blocked.c \
                   explore/search/dfs.c explore/search/linger.c \
                   explore/search/recheck.c explore/search/late.c \
                   explore/ground/pages.c trial/broken.c \
                   explore/model/blocks.c explore/model/heap_map.c)) \
                 build/lib/ladder.a build/lib/batch.a build/lib/judge.a \
                 build/lib/base.a | build/test/sample
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o %.a,$^) $(JUDGE_LIBS) \
	  $(BATCH_LIBS) -o $@

# What a made-up class is compared with, and one in a gradebook.
test: build/test/class_check build/test/class_book
build/test/class_check: build/obj/grader/tests/class/check.o
build/test/class_book: build/obj/grader/tests/class_book.o
build/test/class_check build/test/class_book: build/lib/batch.a \
    build/lib/judge.a build/lib/base.a
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o,$^) build/lib/batch.a \
	  build/lib/judge.a build/lib/base.a $(BATCH_LIBS) -ldw -lelf -lpthread -o $@

# What Gradescope would say of a results.json.
test: build/test/results_check
build/test/results_check: build/obj/grader/tests/results_check.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $^ -ljansson -o $@

# Looks about in a sandbox.
test: build/test/inside
build/test/inside: grader/tests/sandbox/inside.c \
                   build/obj/grader/trial/settle.o build/compiler
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(LINKER) $(TSAN_CFLAGS) $(WARNINGS) -no-pie \
	  -Igrader $(filter %.c %.o,$^) -o $@

# The explorer's parts, in a made-up world. Another program than build/test/unit
# because both engines have functions of the same names.
test: build/test/unit_explore
build/test/unit_explore: $(call object,$(call sources,tests/unit_explore \
        explore/ground)) $(call object,$(addprefix grader/,trial/observe.c trial/broken.c trial/argument.c trial/client.c trial/contract.c trial/contract_story.c sandbox/tree.c \
      $(patsubst %,explore/core/%.c,state schedule moves deadline solo thread fiber \
        object trace finding footprint before) \
      $(patsubst %,explore/order/%.c,graph choices total) \
      $(patsubst %,explore/search/%.c,dfs classes class_path race await again pos pct surw plain guide \
        minimise code shared) explore/core/circle.c $(patsubst %,explore/model/%.c,wakeup pending \
          blocks doubt heap_map named c11)))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o,$^) -lcriterion -ljansson -o $@

# Made-up programs, for the searches to agree on.
test: build/test/generate
build/test/generate: build/obj/grader/tests/classes/generate.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $^ -o $@
