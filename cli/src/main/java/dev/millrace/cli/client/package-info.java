/** Calls of the command to the services, typed by the contracts. */
@NullMarked
package dev.millrace.cli.client;

import org.jspecify.annotations.NullMarked;
