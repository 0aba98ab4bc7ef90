package org.lianbao.alerts;

/**
 * News, and the same in words.
 *
 * @param subject one line
 * @param text all of it
 * @param brief one line for each alert if there are several, else all of it
 */
record Message(News news, String subject, String text, String brief) {}
