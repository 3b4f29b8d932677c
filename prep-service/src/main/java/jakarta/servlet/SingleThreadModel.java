package jakarta.servlet;

/** Dropped by Servlet 6.1, still named by a class of Spark's; without it no SparkContext starts. */
public interface SingleThreadModel {}
