package org.lianbao.sandbox;

import java.io.IOException;
import java.util.Map;
import org.lianbao.sandbox.county.CountySystem;
import org.lianbao.sandbox.gas.GasCompany;
import org.lianbao.sandbox.heat.HeatCompany;
import org.lianbao.sandbox.power.PowerGrid;
import org.lianbao.sandbox.water.WaterCompany;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;

/** What only a simulator lets you do: look inside, and make the county post. */
final class Admin {

  private static final String CASES = "/admin/county/cases/";

  private final CountySystem county;
  private final WaterCompany water;
  private final PowerGrid power;
  private final GasCompany gas;
  private final HeatCompany heat;

  Admin(
      CountySystem county, WaterCompany water, PowerGrid power, GasCompany gas, HeatCompany heat) {
    this.county = county;
    this.water = water;
    this.power = power;
    this.gas = gas;
    this.heat = heat;
  }

  void start(WebDoor door) {
    look(door, "/admin/health", () -> Map.of("status", "UP", "gasConnected", gas.isConnected()));
    look(door, "/admin/water/orders", water::orders);
    look(door, "/admin/power/orders", power::orders);
    look(door, "/admin/gas/orders", gas::orders);
    look(door, "/admin/heat/orders", heat::orders);
    look(door, "/admin/heat/rejects", heat::rejects);
    door.open(CASES, this::events);
    door.open(
        "/admin/county/applications",
        request -> request.isPost() ? county.apply(request.body()) : notAllowed("POST"));
  }

  private Reply events(Request request) {
    return county
        .events(request.path().substring(CASES.length()))
        .map(view -> Reply.json(200, view))
        .orElseGet(
            () -> Reply.json(404, Map.of("message", "县系统没有收到这个案件的状态 / no status of this case")));
  }

  private static void look(WebDoor door, String path, View view) {
    door.open(
        path,
        request ->
            request.method().equals("GET") ? Reply.json(200, view.now()) : notAllowed("GET"));
  }

  private static Reply notAllowed(String method) {
    return Reply.json(405, Map.of("message", "只接受 " + method + " / only " + method));
  }

  @FunctionalInterface
  private interface View {
    Object now() throws IOException;
  }
}
