# SPDX-License-Identifier: MIT
"""The rules in configs/ fire on what the metrics say, and end with it (promtool)."""
import subprocess
from pathlib import Path

import readers

RULES = Path(__file__).resolve().parents[4] / "configs/prometheus/headgate.rules.yml"
LABELS = 'config="shop", target="cart", url="https://cart.test/"'
TESTS = f"""
rule_files: [{RULES}]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - {{series: 'probe_success{{{LABELS}, place="a"}}', values: "1 1 0 0 0 0 0 1 1 1 1 1 1 1 1 1 1 1 1 1"}}
      - {{series: 'probe_success{{{LABELS}, place="b"}}', values: "1 1 1 1 0 0 0 0 1 1 1 1 1 1 1 1 1 1 1 1"}}
      - {{series: 'headgate_last_run_timestamp_seconds{{config="shop"}}', values: "0x19"}}
      - {{series: 'headgate_gate_open{{config="shop"}}', values: "1 1 0 0 0 0 0 0 1x11"}}
      - {{series: 'probe_ssl_earliest_cert_expiry{{{LABELS}}}', values: "1209660x19"}}
    alert_rule_test:
      - {{eval_time: 3m, alertname: HeadgateTargetDown, exp_alerts: []}}
      - eval_time: 4m
        alertname: HeadgateTargetDown
        exp_alerts:
          - exp_labels: {{severity: critical, config: shop, target: cart, url: "https://cart.test/", place: a}}
            exp_annotations: {{summary: cart is down, description: "https://cart.test/, by shop"}}
      - {{eval_time: 9m, alertname: HeadgateTargetDown, exp_alerts: []}}
      - {{eval_time: 5m, alertname: HeadgateTargetDownFromTwoPlaces, exp_alerts: []}}
      - eval_time: 6m
        alertname: HeadgateTargetDownFromTwoPlaces
        exp_alerts:
          - exp_labels: {{severity: critical, target: cart}}
            exp_annotations: {{summary: cart is down from 2 places}}
      - {{eval_time: 1m, alertname: HeadgateGateClosed, exp_alerts: []}}
      - eval_time: 2m
        alertname: HeadgateGateClosed
        exp_alerts:
          - exp_labels: {{severity: warning, config: shop}}
            exp_annotations: {{summary: the gate of shop is not open}}
      - {{eval_time: 15m, alertname: HeadgateNotRunning, exp_alerts: []}}
      - eval_time: 16m
        alertname: HeadgateNotRunning
        exp_alerts:
          - exp_labels: {{severity: critical, config: shop}}
            exp_annotations: {{summary: shop was not checked for 15 minutes}}
      - {{eval_time: 1m, alertname: HeadgateCertificateExpires, exp_alerts: []}}
      - eval_time: 2m
        alertname: HeadgateCertificateExpires
        exp_alerts:
          - exp_labels: {{severity: warning, config: shop, target: cart, url: "https://cart.test/"}}
            exp_annotations: {{summary: the certificate of cart expires in 13d 23h 59m 0s}}
"""


def check(run):
    readers.need("promtool")
    for arguments in (["check", "rules", RULES], ["test", "rules", run.write("tests.yml", TESTS)]):
        tool = subprocess.run(["promtool", *arguments], capture_output=True, text=True, timeout=60, check=False)
        assert tool.returncode == 0, tool.stdout + tool.stderr
