# The explorer as a tool of its own: any pthreads program with a main.
TOOL := $(call object,$(call sources,explore/tool))
CC_TOOL := $(call object,$(wildcard grader/explore/tool/cc_*.c) \
             $(patsubst %,grader/explore/tool/%.c,file_kind list process))
build/bin/explore: $(filter-out %/cc_call.o %/cc_link.o %/cc_main.o,$(TOOL)) \
                   build/lib/judge.a build/lib/base.a | build/lib/program.o \
                   build/lib/cplusplus.o
build/bin/explore-cc: $(CC_TOOL) | build/lib/program.o build/lib/alone.o \
                        build/lib/cplusplus.o
build/bin/explore build/bin/explore-cc:
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o %.a,$^) -ljansson -ldw -lelf \
	  -lpthread -o $(aside) && $(place)

# What it links with such a program: the engine, but for what trials call.
build/lib/program.o: $(filter-out %/probe.o %/trial_api.o %/contract.o \
                       %/client.o %/crowd.o,$(EXPLORE)) \
                     $(call object,$(call sources,explore/program explore/files))

# What a program of explore-cc has that nobody explores.
build/lib/alone.o: SEEN += __tsan_default_options pthread_create \
                               __lockstep_empty_loop
build/lib/alone.o: $(call object,$(call sources,explore/alone)) \
                   build/obj/grader/trial/thread_pointer.o

# What a C++ program has in place of its library's runtime: compiled as it is.
build/lib/cplusplus.o: grader/explore/cplusplus/runtime.c grader/compile.sh \
                       build/compiler
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && CC='$(LINKER)' sh grader/compile.sh $< $(aside) \
	  $(WARNINGS) -fexceptions && $(place)

build/bin/explore-c++: build/bin/explore-cc
	$(Q)ln -sf explore-cc $@
