#!/bin/sh
# Root's shell for the suites: reads commands, one a line in base64, from a wire that QEMU makes; answers each
# with its output, also in base64, and its exit status.
exec <>/dev/virtio-ports/kiosk >&0 || exit
echo ready
while read -r line; do
  command=$(printf '%s' "$line" | base64 -d)
  output=$(sh -c "$command" 2>&1 </dev/null) && status=0 || status=$?
  printf '%s %s\n' "$status" "$(printf '%s' "$output" | base64 -w 0)"
done
