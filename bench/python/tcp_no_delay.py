"""
Sets TCP_NODELAY on what processes listen on at some TCP ports; connections that they accept from then on inherit it.
Takes JSON as its argument: {"processIds": [...], "ports": [...]}.
"""

import ctypes
import errno
import json
import os
import socket
import stat
import sys

# The same on all architectures; Python has no function for it.
PIDFD_GETFD = 438
# Servers listen before they open much else.
DESCRIPTORS = 256

libc = ctypes.CDLL(None, use_errno=True)


def sockets_of(process_id):
    """Copies of all its sockets."""
    process = os.pidfd_open(process_id)
    for number in range(DESCRIPTORS):
        copy = libc.syscall(PIDFD_GETFD, process, number, 0)
        if copy >= 0:
            if stat.S_ISSOCK(os.fstat(copy).st_mode):
                yield socket.socket(fileno=copy)
            else:
                os.close(copy)
        elif ctypes.get_errno() != errno.EBADF:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    os.close(process)


def is_listening(sock):
    is_tcp = sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM
    return is_tcp and sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1


settings = json.loads(sys.argv[1])
missing = set(settings["ports"])
for process_id in settings["processIds"]:
    for sock in sockets_of(process_id):
        if is_listening(sock) and sock.getsockname()[1] in settings["ports"]:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            missing.discard(sock.getsockname()[1])
        sock.close()
if missing:
    sys.exit(f"nobody listens on {sorted(missing)}")
