package dev.pausa.reactor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * For Spring Boot, which finds it by itself: has all registries of reactive types know coroutines and asynchronous
 * iterations, and makes the loops that they run on. A bean of type {@link ReactorLoops} takes the place of those.
 */
@AutoConfiguration
public class PausaReactorAutoConfiguration {
    /** Made by Spring. */
    public PausaReactorAutoConfiguration() {}

    /**
     * Makes the loops. They are closed with the application, which cancels their tasks.
     *
     * @return loops on the threads of {@link reactor.core.scheduler.Schedulers#parallel()}
     */
    @Bean
    @ConditionalOnMissingBean
    public ReactorLoops reactorLoops() {
        return ReactorLoops.parallel();
    }

    /**
     * Registers the types with each registry that is a bean, such as WebFlux'.
     *
     * @param loops where bodies run
     * @return what does it
     */
    @Bean
    public static BeanPostProcessor reactorAdapters(ObjectProvider<ReactorLoops> loops) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof ReactiveAdapterRegistry registry) {
                    ReactorAdapters.register(registry, loops.getObject());
                }
                return bean;
            }
        };
    }
}
