"""The kernel's refusal of network sockets, for this process and all that it starts (Linux x86-64).

`deny_internet` is called in `kiosk.cli.main` before anything heavy is imported: libraries in C++ have threads
of their own, which no guard written in Python sees. Only a command that becomes another program, for a
download, does so before it (`kiosk.cli.handover`). The filter lets `socket` make two kinds:

* AF_UNIX: the X server, Wayland, D-Bus (keyring), sound.
* AF_NETLINK for NETLINK_KOBJECT_UEVENT only: the kernel's news about plugged-in devices.

Every other family is answered with EACCES, AF_INET and AF_INET6 among them; AF_SMC, AF_VSOCK, AF_PACKET and
the rest could carry data off the machine too. io_uring can make sockets without the `socket` call, so it is
answered with EPERM, as on kernels where it is switched off. A call of another architecture (32-bit, x32) has
other numbers and is answered with ENOSYS, whatever it is.

What it does not do: a service that is reached over AF_UNIX (D-Bus, systemd-resolved) can have connections of
its own; and a socket that was open before, or is handed over by another process, goes on working.

This module imports nothing of ours and nothing heavy.
"""

import ctypes
import os
import platform
import sys
from enum import StrEnum

# Documented in docs/decisions/0003-network-guard.md; for the traced run that shows what happens without it.
OFF_SWITCH = "ROLLCALL_WITHOUT_FILTER"


class GuardState(StrEnum):
    """What came of the filter."""

    NOT_ASKED = "not-asked"  # deny_internet has not been called in this process
    ACTIVE = "active"  # the kernel denies network sockets to every thread of this process and its children
    SWITCHED_OFF = "switched-off"  # ROLLCALL_WITHOUT_FILTER=1 is set, for tracing
    NOT_AVAILABLE = "not-available"  # not Linux on x86-64: there is no such filter here
    REFUSED = (
        "refused"  # the kernel took no filter (built without seccomp, or a sandbox around us forbids it)
    )


# linux/filter.h and linux/bpf_common.h: what classic BPF instructions are made of
_LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K

# linux/seccomp.h: where struct seccomp_data holds what (little-endian: the low word of an argument is first)
_AT_NUMBER = 0
_AT_ARCHITECTURE = 4
_AT_ARGUMENT_0 = 16
_AT_ARGUMENT_2 = 32
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_SET_MODE_FILTER = 1
_FLAG_TSYNC = 1
_AUDIT_ARCH_X86_64 = 0xC000003E
_X32_BIT = 0x40000000

# asm/unistd_64.h
_SYS_SOCKET = 41
_SYS_SECCOMP = 317
_SYS_IO_URING_SETUP = 425
# sys/socket.h and linux/netlink.h
_AF_UNIX = 1
_AF_NETLINK = 16
_NETLINK_KOBJECT_UEVENT = 15
# errno.h
_EPERM = 1
_EACCES = 13
_ENOSYS = 38
# linux/prctl.h
_PR_SET_NO_NEW_PRIVS = 38


class _Instruction(ctypes.Structure):
    """A struct sock_filter."""

    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    """A struct sock_fprog."""

    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


# (code, jump if true, jump if false, value); a jump counts the instructions that are passed over.
_FILTER = (
    (_LOAD_WORD, 0, 0, _AT_ARCHITECTURE),  # 0
    (_JUMP_EQUAL, 0, 11, _AUDIT_ARCH_X86_64),  # 1: another architecture -> 13
    (_LOAD_WORD, 0, 0, _AT_NUMBER),  # 2
    (_JUMP_AT_LEAST, 9, 0, _X32_BIT),  # 3: an x32 call -> 13
    (_JUMP_EQUAL, 9, 0, _SYS_IO_URING_SETUP),  # 4: -> 14
    (_JUMP_EQUAL, 0, 6, _SYS_SOCKET),  # 5: any other call -> 12
    (_LOAD_WORD, 0, 0, _AT_ARGUMENT_0),  # 6: the family
    (_JUMP_EQUAL, 4, 0, _AF_UNIX),  # 7: -> 12
    (_JUMP_EQUAL, 0, 2, _AF_NETLINK),  # 8: any other family -> 11
    (_LOAD_WORD, 0, 0, _AT_ARGUMENT_2),  # 9: the protocol
    (_JUMP_EQUAL, 1, 0, _NETLINK_KOBJECT_UEVENT),  # 10: -> 12
    (_RETURN, 0, 0, _ERRNO | _EACCES),  # 11
    (_RETURN, 0, 0, _ALLOW),  # 12
    (_RETURN, 0, 0, _ERRNO | _ENOSYS),  # 13
    (_RETURN, 0, 0, _ERRNO | _EPERM),  # 14
)


class _Guard:
    """What has been done in this process."""

    state = GuardState.NOT_ASKED


def deny_internet() -> GuardState:
    """Ask the kernel to deny network sockets from now on; a second call changes nothing.

    The filter cannot be taken off again, holds for threads that run already, and is inherited by every child.
    It comes with no_new_privs: nothing started from here can gain rights (sudo, ping).

    Returns:
        What came of it; the program goes on in every case and `kiosk doctor` says which it is.
    """
    if _Guard.state is not GuardState.ACTIVE:
        _Guard.state = _install()
    return _Guard.state


def guard_state() -> GuardState:
    """Say what `deny_internet` came to in this process, without calling it."""
    return _Guard.state


def _install() -> GuardState:
    if os.environ.get(OFF_SWITCH) == "1":
        return GuardState.SWITCHED_OFF
    if not _is_supported():
        return GuardState.NOT_AVAILABLE
    libc = ctypes.CDLL(None, use_errno=True)
    instructions = (_Instruction * len(_FILTER))(*(_Instruction(*row) for row in _FILTER))
    program = _Program(len(_FILTER), instructions)
    # Without it only root may set a filter; TSYNC gives it to the other threads as well.
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(word) for word in (1, 0, 0, 0))) != 0:
        return GuardState.REFUSED
    number, mode, flags = (ctypes.c_long(word) for word in (_SYS_SECCOMP, _SET_MODE_FILTER, _FLAG_TSYNC))
    # 0 is success for all threads; a positive answer is a thread that could not be given the filter.
    if libc.syscall(number, mode, flags, ctypes.byref(program)) != 0:
        return GuardState.REFUSED
    return GuardState.ACTIVE


def _is_supported() -> bool:
    return sys.platform == "linux" and platform.machine() == "x86_64" and sys.maxsize > 2**32
