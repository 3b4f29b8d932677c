package dev.millrace.training.card;

import java.util.List;

/** A card before it is written as Markdown or HTML. */
record ModelCard(String title, List<Block> blocks) {}
