/**
 * Past orders and messages through changed mappings: rehearsed before a change, driven again after
 * one. Which mapping takes what is read out of the routes.
 */
package org.lianbao.routing.rehearsal;
