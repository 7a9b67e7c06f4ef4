module app {
    requires dev.pausa;

    exports app.api;
    opens app.secret to dev.pausa;
}
