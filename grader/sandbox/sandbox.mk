# Where student code and the compilers that read it are shut in.
# Learners need none of it.
SANDBOX := build/bin/sandbox build/lib/libraries.txt build/bin/canary
test bench: $(SANDBOX)

build/bin/sandbox: $(call object,$(call sources,sandbox)) build/lib/base.a
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $^ -lseccomp -o $(aside) && $(place)

# The libraries of every probe, the loader among them: what a sandbox shows.
build/lib/libraries.txt: build/bin/canary
	$(call say,LDD,$@)
	$(Q)mkdir -p $(@D) && echo 'int main(void) { return 0; }' | \
	  $(LINKER) -x c - -x none -fsanitize=thread -Wl,--no-as-needed \
	  -lpthread -lm -o $(aside).program && ldd $(aside).program | \
	  sed -n 's|^[^/]*\(/[^ ]*\) (0x.*|\1|p' >$(aside) && rm $(aside).program && \
	  $(place)
