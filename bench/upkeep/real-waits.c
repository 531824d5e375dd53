/*
 * Loaded before libfaketime 0.9.10, whose own epoll_wait has signal handlers see the real time for as long as it waits.
 * PostgreSQL would never find its timeouts over: no lock timeout, no statement timeout, no deadlock.
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout)
{
  return (int) syscall(SYS_epoll_pwait, epfd, events, maxevents, timeout, NULL, 0);
}
