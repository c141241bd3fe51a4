"""Pulls ids with aiohttp: what a script would do. Writes each body as a line, with its SHA-256, after parsing it.

    aiohttp_pull.py IDS BASE_URL OUTPUT CONCURRENCY
"""
import asyncio
import hashlib
import sys

import aiohttp
import orjson


async def main(ids, base, output, concurrency):
    with open(ids) as file:
        waiting = iter([line.strip() for line in file])
    connector = aiohttp.TCPConnector(limit=concurrency)
    headers = {"Authorization": "Bearer key", "Accept": "application/json"}
    with open(output, "wb") as archive:
        async with aiohttp.ClientSession(connector=connector, headers=headers) as session:
            async def work():
                for name in waiting:
                    url = f"{base}/sora/v1/videos/{name}"
                    async with session.get(url) as response:
                        body = await response.read()
                        assert response.status == 200 and orjson.loads(body)["data"]["task_id"] == name
                    digest = hashlib.sha256(body).hexdigest()
                    archive.write(b'{"url":"%s","sha256":"%s","response":%s}\n' % (url.encode(), digest.encode(), body))

            await asyncio.gather(*(work() for _ in range(concurrency)))


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
