/**
 * What the services say to each other, and to their users. Depends on nothing but the feature
 * transform.
 */
@NullMarked
package dev.millrace.contracts;

import org.jspecify.annotations.NullMarked;
