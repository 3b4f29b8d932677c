/** What inference-service offers: endpoints that answer predictions. */
@NullMarked
package dev.millrace.contracts.inference;

import org.jspecify.annotations.NullMarked;
