/** Real parts for tests: PostgreSQL and S3 on loopback, one of each per JVM. */
@NullMarked
package dev.millrace.kit.test;

import org.jspecify.annotations.NullMarked;
