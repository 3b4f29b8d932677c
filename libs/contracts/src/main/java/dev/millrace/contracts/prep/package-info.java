/** What prep-service offers: profiles and prepared training data. */
@NullMarked
package dev.millrace.contracts.prep;

import org.jspecify.annotations.NullMarked;
