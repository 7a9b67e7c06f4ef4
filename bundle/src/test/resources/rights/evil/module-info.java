module evil {
    requires dev.pausa;
    requires app;

    opens evil to dev.pausa;
}
