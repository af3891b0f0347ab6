package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Workload;

/** The verdict over how a rebuild went: whether it goes on where it was killed. */
record CourseJudgement(Loss loss, Workload workload) {

  Verdict verdict(Course course, boolean rested) {
    // A death that came too early or too late says nothing about going on.
    Finding tested =
        course.isEmptied() && course.isInterrupted() ? Finding.KEPT : Finding.NOT_TESTED;
    boolean completed = rested && (course.isCompleted() || tested == Finding.NOT_TESTED);
    return Verdict.of(
        Promise.P12,
        loss.store()
            + " is emptied under load and rebuilt; killed on the way, that goes on by its id",
        completed ? tested : Finding.BROKEN,
        "messages in it before",
        course.emptied().before(),
        "and when it was emptied",
        course.emptied().after(),
        "offsets read when it was killed",
        course.death().read(),
        "and left to read",
        course.death().left(),
        "records read after that",
        course.readAfter(),
        "of so many offsets",
        course.toReadAfter(),
        "records not taken by the store",
        course.skipped(),
        "state in the end",
        course.state(),
        "webhooks meanwhile",
        workload.webhooks(),
        "all was answered and came to rest",
        rested);
  }
}
