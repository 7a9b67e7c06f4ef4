package dev.pausa.service;

import dev.pausa.service.http.Limits;
import dev.pausa.service.partners.PartnerAddress;
import java.time.Duration;

/**
 * What one service needs to know.
 *
 * @param database the URL of its database
 * @param host the address that it listens on
 * @param port its port; 0 for one that is free
 * @param loops how many event loops it runs on
 * @param connections how many connections to the database each loop has
 * @param payment who takes the money
 * @param shipping who sends the goods
 * @param limits what clients get
 * @param grace how long requests may still run when it stops
 * @param reservation after which time a reservation has nobody any more
 */
record Settings(
        String database,
        String host,
        int port,
        int loops,
        int connections,
        PartnerAddress payment,
        PartnerAddress shipping,
        Limits limits,
        Duration grace,
        Duration reservation) {}
