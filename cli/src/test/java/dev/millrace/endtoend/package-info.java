/** The whole platform as a user has it: the script, the processes, the wire. */
@NullMarked
package dev.millrace.endtoend;

import org.jspecify.annotations.NullMarked;
