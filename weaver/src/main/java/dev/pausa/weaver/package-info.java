/**
 * From the bytecode of a body to a frame class.
 *
 * <p>Four stages with data between them: {@code Analysis} says where the body pauses and what is live there,
 * {@code Plan} says where each value is kept meanwhile, {@code FrameEmitter} and {@code BodyEmitter} write the class,
 * {@code FrameVerifier} checks it. {@code BodySource} is what goes in, {@code byte[]} what comes out.
 * {@link dev.pausa.weaver.runtime.RuntimeWeaver} is a shell around them that finds the code of a body at run time and
 * defines the class.
 *
 * <p>No stage loads a class: types come from the method's own StackMapTable, member access from class files read as
 * bytes.
 */
package dev.pausa.weaver;
