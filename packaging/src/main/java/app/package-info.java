/** The application that runs in every home that the jar finds: a body of each kind and form, in a few files. */
package app;
