/** The origin of `exampleZone`. */
export const EXAMPLE_ORIGIN = 'hush.example.';

/** A zone file for `hush.example.`: what the server answers from where it is given no other. */
export const exampleZone: string = String.raw`; A zone as a person would write it: one record of every type that clients meet, and one answer too large for UDP.
$ORIGIN hush.example.
$TTL 1h

@           SOA     ns1 hostmaster (
                    2026010100 ; serial
                    2h         ; refresh
                    30m        ; retry
                    2w         ; expire
                    5m )       ; how long "no such name" may be kept
            NS      ns1
            NS      ns2
            A       192.0.2.1
            AAAA    2001:db8::1
            MX      10 mail
            MX      20 mail.backup
            TXT     "v=spf1 mx -all"
            CAA     0 issue "ca.example"
            CAA     128 iodef "mailto:security@hush.example"
            HTTPS   1 . alpn="h2,h3" ipv4hint=192.0.2.1 ipv6hint=2001:db8::1

ns1         A       192.0.2.53
            AAAA    2001:db8::53
ns2         A       198.51.100.53

; Several addresses, with a TTL of their own.
www     300 A       192.0.2.10
        300 A       192.0.2.11
        300 A       192.0.2.12
        300 AAAA    2001:db8::10
        300 AAAA    2001:db8::11
            HTTPS   1 svc alpn="h3,h2" port=8443
svc         A       192.0.2.20
            HTTPS   1 . alpn=h2

; Aliases: one step, a chain of three, one out of the zone, one to nothing, and a loop.
alias       CNAME   www
chain       CNAME   chain2
chain2      CNAME   chain3
chain3      CNAME   www
away        CNAME   www.elsewhere.example.
dangling    CNAME   nothing
loop        CNAME   loop2
loop2       CNAME   loop

mail        A       192.0.2.25
            AAAA    2001:db8::25
mail.backup A       198.51.100.25

_imaps._tcp SRV     0 1 993 mail
_imaps._tcp SRV     10 1 993 mail.backup

text        TXT     "one string" "and another"
            TXT     "semicolons; \"quotes\" and \195\188ml\195\164uts"
; What a PTR record would say in the reverse zone.
10.ptr      PTR     www
short   1   A       192.0.2.99
unknown     TYPE65280 \# 4 DEADBEEF

; Over 4 KiB.
big         TXT     "v=part; n=00; p="
            TXT     "v=part; n=01; p=pU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9cfCmZ/a/lkyU81lSvTfrXFCegrrP+6SMvivIhH57kkcWxC+y1Vjv8Hm+TQn7LyP4pVeXNjkbcjtS3wnZNKlpNdncG+F2GkAJK1r2jQBvpyMvMyTX2zR9h"
            TXT     "v=part; n=02; p=ImrhUziuGjQATTO6DSRqwEyBsbryPjv57vX3nytJNK+H9VILablLDZguhbtVtnKocmN6zXRm/LYODo/xhGOw5LK6KXA0dPBkrGj3APWwKz3GZvRb3qosyu3NK1FXQQ5N7krys09DCgc0R95jbA6AbJV7poTWQx+16tdCTQnhXQJMWEjyPR+m"
            TXT     "v=part; n=03; p=9zYdf2GNFTLnDiDipmaN5/R+hGflRtU+yOKhJXvbJWybPk+7SYFG73Awy/lTclLczq3XZLajL7sJrerhCcSplyA5dTUrh4sUXIpC2ITPTP2nLY4dXdkliQgthSpxIoc+6AWt1YlCFno4UoYZXGefnGmU5FuKsQmAEgcJYfN95Dbd/cmdbnWv"
            TXT     "v=part; n=04; p=ZUfPsRtCBySC3FMcK8OQfJYX615QieQBhrqopX0Rnm+2XQCrwyrzjmZ/Ai6HLUnMFckLmZt3K0/Hpv1MkUoW20cIdSsPFUS4NcDnGQl9+ocB6SMvIfKBJod4aXbr/MMn9ZMXZSdLqYKbRAb2H/iJMm/6lJLt7u48Zp8r8giU6ifmicZrayYu"
            TXT     "v=part; n=05; p=SIa4Q485unb++MkMUQH75s+aSNWwwKE9qQCmrcs9ZAaUgb4hyccnuNuMGI80GpJMf4jfoWG/2w7MaCkZ0uZGkvgZQVfx1K+QmIKFz3qa98k9VVImav5w56rm2kdifC5Zry6jeryEZwrTxNNrwIqtH/+OuEBuL4p/xMzk3Z8LQRDZ8voAJcjv"
            TXT     "v=part; n=06; p=5X83ck9NN+orFABAdxObQYDfOTIkmWLGhXIABZrrjqF883h+DtKdHAtj/9cpg3TZvXT8Ea3XucplA5Uiaf1mn2N27nGHlzf9X3L41RxKyRttDEjUGh5eyeagOShUqGFe7xCfwb+p4lY3ASiPKbPXP2rCtp7dLBnyZL7kYqW68g/Sfs8UwBHt"
            TXT     "v=part; n=07; p=IB+DYyCtuYurFoaijZgBIQx3NvPuxYDc/EP+XQSbTXino+u5KGXIUX7QIRH2plLaNSSHK2ox1//kWHdE1et4PpaWj4m+goVl4H5ffXhOkGCnIcqAfXYz7RI0AvN25b8Ulnc9GWFjJr5b5YUDNrNvE7yuSBZoghNoBafRvl6fJ2gQ/fcg0DPK"
            TXT     "v=part; n=08; p=Ty5Ty4rRkZ3VGp+21NUJumTIz2gD3lDYOi7PuutTQgcaSMstvVdKspFSVyI3xPtlmkAW96EbxixScc9k8l1vFcxQxLc/TH5iFROlPMfpnNedf9nHvOTgWwsB+u545Opb8sw2IkG33Lsu4hQUQiqgKBvBRQ0hOGND+5NUcSGzgVGljOlJgvVq"
            TXT     "v=part; n=09; p=hnmjvhJlXc5SjqfAVoc6GLjnNYHJvofAvEq4qSnidVoYl4GeoAARcUyU3dW6GEP6dBcLGwG1mza2ctOaRGi781FEB3xM5jEgSorNhwUcs+P8f1QAFh8Mz195UR01BmRI02bUWZ4gmRj0A8Df7innWXM1hXYTP6uGGojfh5dvKwdWhXhnUadi"
            TXT     "v=part; n=10; p=x6h6wvDxAw3fd51syCdXShANOTZSsEgODxVGFSIXIbpmIcQ2fmloORERLJP0M0MyaJajrNiFCrODkBi8pPOTD9MP3zKx8BhuLpNX3wBnkxsCsvsw+179sYVRkW12/1Q4Kfs1p7Ywzcos2Ay+aZuG21fCd+tAEbKnT+alVu3gg3ZAq+x5Yoia"
            TXT     "v=part; n=11; p=T09+p7JSeKdghDRUNGTETUuamN6MZDc2j2nG7REGzN9xl+0LSIPPAnzc13V1XD/o3aCFMtZ8zFCA2PfpCtFdpwXH+jYTgG9SZrIz6WjzCL2v0ulrXsg+thyBjMPMHwYm1te0hzdym81wyOxsVEIjYvBzSrTT75ZA8LV1iMCB2l/2AY+3fZqk"
            TXT     "v=part; n=12; p=9fjbK7lOm8UdK6ZHsAcFaySWgDNJd1/nsU5qzlUumGX9bSjgOzyH1ndH8vwd9+9J+37/VANSpO/+l+6/2tYmXLgOChepMPf4SRFt1ECtMLuu8muR3q/YgBqUlbX8zqqLsGj8PKlioplBLBTMzxnMmTcDF2HzHsBLKmwU6lkzXBLXMwa8R56E"
            TXT     "v=part; n=13; p=ml7XEaMK3Bv+FDzXz+QiB8ZP89M0KvFsTQfaAgQ+LW8+QvEJjXzmXxm7SiuW/+uCGhAFHwcox5+fVPkeobzg8FVKO7lT1fTF54uqlY8fqgdNntt+wMbAd+eRAKSGidhQFZNIS4z/sSv4w2Z3nh3K7mmCBMXrLLUgd8uEpPRnYGxiL1yUubfO"
            TXT     "v=part; n=14; p=TH4W/L82vu0pT6EPsI8KMBFo+G2Fj9ox5EOCE61mXMEqDhoRver5IMs9LoOjdy3JXeVRvXhxWBODtB4OGIT3HDNKogJlmOE18aW+g8c/v/bCVuF6SQbvYxJQcCe/R+QxxQsm562ld/Q7u0mpcR1c50rgTIjW0n5PDYqXq1WF+zei6fc6Th1s"
            TXT     "v=part; n=15; p=9JI9g2e63YV6eTHHlNRTHZZJCOKuR+IAkl+43hTRb41cRlx1WWQoLP2MWWlGYp1nBSHQHLGrkPwuB9H0RIh/X7sSU74CtuQkPbZ9pMMflTf95A1ECnwtcl1VNJ+ADwkxY4UJ7XrjNLMwWxeLP+78jzg+Ps9GdHRL7MtUCcfXEsoaua3Ne6vf"
            TXT     "v=part; n=16; p=pM0bpku0f9gFujdfI6bdZgpzR9fL6BcUEYiLEjOAPgbeeRSTOZyxVT0eiSvuS+E/Q5bQk4x8LJPoccVnu+ub9PCeD3yqcWDEyga0U3qlpvuKkW6XHQtRIrLhH8bhtTdzT9WstEdnjTDziUHTNALSPP7LTNWPOMLn6pO0lbTIxKQD/8LjmV6b"
            TXT     "v=part; n=17; p=St/Bdi2ppXymaNoFDRiD/pmf39zH7bcUs+cFInUy0b/NTmDX+c3hry9XuaK7Jp9ZOJav11CUamDTXR42tBXSBQGdApvLMgcPZFn+iEll0j5KUDYOMyZX++/cHwalSXm1jVYQiDIgsmLmxQobcMoW4Rt6f3IWUVihA+mb1oH9InzHcdOezPgL"
            TXT     "v=part; n=18; p=fCxYV7fCXwOUyrk6q8WrziE/2LN9xmHvkbB53xGODK5Pe0IvZIpB4u96Uby0bs/AapjzaHTnQ4XhvH7ObEA+LorFDkqfB8csWnakYDciuZhiIZ8tc5NAzJC2zu1DjVoPu7PTDOx/zbQyXZU6inAUzxRS3GWbT8IUn1t0/oLesgA5khUYfTgT"
            TXT     "v=part; n=19; p=o2uwLNXJcY8ustnirucbadtB+mAWhVlTeIV/Hla3sdIvZ59GRfn3eXsD40SzmURIe6o82VZP7M9pOpQGuPlpFh6Pm2Q4nuU5Uqbj77mUViQXBe/4KqmHN/re+mGkBLcukoB9KEYODMpKl7xfVjSep8JetqN1vEW9gXodFTbOGW792P9QmSlI"
            TXT     "v=part; n=20; p=dFNG4s0tFOH1YW++ARDZSZEkHNetIOAEWlTBlwLismTwK6Xr20/NKR6pmNe89kaZrw5gceUrS77VuHvhyoU6dFxnOXGBMGCA+nTqczkp0CXhRDo068hXYvMvRr8dz3kYvhUHbeuZPUXaLGc6tVa7rgWCPnq+tvoWtDO2pzkRfIK1YuQK4ToK"
            TXT     "v=part; n=21; p=+TglhF5MlMJJgInjBwyvTfn3EBImXcjzUeXJdSa4qG6fQxZsVrjvqe/GtaADq/eqdAp/6xdKSYvEiyCGtkcRMGbaMrmQeUgkm665fbPPqx6spfa8fHiyTUVpA+jP5MqaViFJmp2BriVhKFubtO+22yL4o1mNgwtUiXkKbxjM5WaQMmR7HUIY"
            TXT     "v=part; n=22; p=KCWuRQJgigelDmykpw34z6xZHdQXLKv9zIPtBg2ioBzUqFAvCU9rSS63udiwTql1hPQQnuiOuYxDgQTzM7lNdM0uDkQ+HmhdhLtMWlIOs3zi/22wx+tspQ03ByHNsx50wNHAcg+ACobee3a1aKbZjpj/blD0iEWZkC2pAvh/UqPnbBpruBfg"
            TXT     "v=part; n=23; p=Xd5HmAw5TQREmk20MVbtyy7UrcurEHhnBxNFdtw1ChiiITg9+UXbAVtySzm1/ieybnIli1oHh4kjFmQY0LmIBaYV6JCp0onM2KLWxE3GxdFJAnqCwXtlOywRGc+m4qHpAPLwr8J4wbUgyYikJHKHhvKy9HFIIbpoVrt6WE7rWhakw7nbPtFO"
            TXT     "v=part; n=24; p=gMA0uraa5y2MypTkOeb0WUwDQrv6eb2uw4EJZgCEHVucjKWCe4fgLvwtZ0HYlL4W4sC7FZfQ3IO0esVCYr4gaKgkKOTCydT+DTfs7N/U8loh4cv7RQR2Zs0UlqnG6zwucScHNP4tbugcZqv3HNVH0BlKpKthA1+MhiygxIKYytcanZt/wt+D"
`;
