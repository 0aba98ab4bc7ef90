/**
 * Retention (保留期限): what is old enough is removed, what is unresolved never is. The rooms say what
 * their tables hold and why a row stays; this room says when it is old enough, goes through the
 * rules once a day, and writes down what went.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"shared"})
package org.lianbao.retention;
