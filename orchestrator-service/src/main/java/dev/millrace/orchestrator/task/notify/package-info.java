/** Steps that tell people or programs something: by webhook, SNS or e-mail. */
@NullMarked
package dev.millrace.orchestrator.task.notify;

import org.jspecify.annotations.NullMarked;
