# The explorer as a tool of its own: any pthreads program with a main.
build/bin/explore: $(call object,$(call sources,explore/tool)) \
                   build/lib/judge.a build/lib/base.a | build/lib/program.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o %.a,$^) -ljansson -ldw -lelf \
	  -lpthread -o $(aside) && $(place)

# What it links with such a program: the engine, but for what trials call.
build/lib/program.o: $(filter-out %/probe.o %/trial_api.o,$(EXPLORE)) \
                     $(call object,$(call sources,explore/program))
