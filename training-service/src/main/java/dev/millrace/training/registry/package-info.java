/** Models, their versions, aliases, and who refers to them. */
@NullMarked
package dev.millrace.training.registry;

import org.jspecify.annotations.NullMarked;
