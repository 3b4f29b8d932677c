/** What orchestrator-service offers: pipelines and their runs. */
@NullMarked
package dev.millrace.contracts.orchestrator;

import org.jspecify.annotations.NullMarked;
