# The explorer as a tool of its own: any pthreads program with a main.
build/bin/explore: $(call object,$(call sources,explore/tool)) \
                   build/lib/judge.a build/lib/explore.a \
                   build/obj/grader/explore/program/main.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o,$(filter-out %/program/main.o,$^)) \
	  build/lib/judge.a -ljansson -ldw -lelf -lpthread -o $(aside) && $(place)
