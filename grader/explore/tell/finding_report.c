/* A finding as lines for the judge; see finding_report.h. */
#include "explore/tell/finding_report.h"

#include "explore/core/finding.h"
#include "explore/core/thread.h"
#include "explore/model/hang.h"
#include "trial/contract_story.h"
#include "trial/observe.h"

static struct observation line;

static void site_report(void)
{
    observe_text(&line, "call", finding.call);
    if (finding.object)
        observe_address(&line, "object", finding.object);
    if (finding.pc)
        observe_address(&line, "at", finding.pc);
    if (finding.thread)
        observe_text(&line, "thread", finding.thread->name);
    if (finding.holder) {
        observe_text(&line, "holder", finding.holder->name);
        observe_address(&line, "since", finding.since);
    }
}

/* By a signal, or an access that must not happen. */
static void crash_report(void)
{
    if (finding.status) {
        observe_number(&line, "signal", finding.status);
        observe_number(&line, "by_kit", finding.by_kit);
        observe_number(&line, "handled", finding.handled);
    } else {
        observe_text(&line, "text", finding.text);
        observe_number(&line, "size", (long long)finding.size);
    }
}

void finding_report(void)
{
    contract_observe();
    switch (finding.kind) {
    case FINDING_ASSERTION:
        observe_begin(&line, "failed");
        observe_text(&line, "file", finding.file);
        observe_number(&line, "line", finding.line);
        observe_text(&line, "condition", finding.condition);
        observe_text(&line, "text", finding.words);
        site_report();
        observe_end(&line);
        break;
    case FINDING_MISUSE:
    case FINDING_STARVATION:
        observe_begin(&line, finding_word(finding.kind));
        observe_text(&line, "text", finding.text);
        site_report();
        observe_end(&line);
        break;
    case FINDING_EXIT:
    case FINDING_CRASH:
    case FINDING_UNMODELLED:
    case FINDING_LEAK:
        observe_begin(&line, finding_word(finding.kind));
        site_report();
        if (finding.kind == FINDING_EXIT)
            observe_number(&line, finding.killed_by ? "signal" : "status",
                           finding.killed_by ? finding.killed_by
                                             : finding.status);
        if (finding.kind == FINDING_CRASH)
            crash_report();
        if (finding.kept)
            observe_number(&line, "kept", 1);
        observe_end(&line);
        break;
    default:
        break;
    }
    if (finding.hung)
        hang_report(finding.hang);
    if (finding.raced) {
        observe_begin(&line, "race");
        observe_end(&line);
    }
}
