/** Whether this machine can build and run the platform, and what to do where it cannot. */
@NullMarked
package dev.millrace.cli.doctor;

import org.jspecify.annotations.NullMarked;
