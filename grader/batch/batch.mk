# What grades a class: build/bin/grade, all of grader/batch/.
BATCH_LIBS := -larchive -lunistring -lsqlite3 -lcrypto -ljansson -lm

build/lib/batch.a: $(call object,$(filter-out %_main.c,$(call sources,batch)))

build/bin/grade: build/obj/grader/batch/grade_main.o build/lib/batch.a \
                 build/lib/judge.a build/lib/base.a
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(filter %.o %.a,$^) $(BATCH_LIBS) -ldw -lelf \
	  -lpthread -lm -o $(aside) && $(place)
