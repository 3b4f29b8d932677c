/** Profiles: what a dataset version looks like, column by column. */
@NullMarked
package dev.millrace.prep.profile;

import org.jspecify.annotations.NullMarked;
