/**
 * The local platform: a supervisor process that owns PostgreSQL, an S3 store and the services, and
 * what other processes need to find, check and stop it.
 */
@NullMarked
package dev.millrace.cli.platform;

import org.jspecify.annotations.NullMarked;
