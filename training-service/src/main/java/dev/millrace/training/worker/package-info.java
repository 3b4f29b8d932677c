/**
 * The process that trains: started by the service with the same class path, it reads what to do
 * from its standard input, reports over HTTP and ends with the process that started it.
 */
@NullMarked
package dev.millrace.training.worker;

import org.jspecify.annotations.NullMarked;
