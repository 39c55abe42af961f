"use strict";
{
    // The part of an address behind # is not sent, and a history has pages: the page that tells that change is asked for.
    const wanted = /^#(change|version)-([0-9]+)$/.exec(location.hash);
    const asked = new URLSearchParams(location.search);
    if (wanted && !document.getElementById(location.hash.slice(1)) && !asked.has(wanted[1])) {
        location.replace(`?${wanted[1]}=${wanted[2]}${location.hash}`);
    }
}
